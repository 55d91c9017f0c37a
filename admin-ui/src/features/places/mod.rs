//! The counties and municipalities, to choose from: 357 names, asked for once.

use cynic::QueryBuilder;
use leptos::prelude::*;

use crate::api::fragments::MunicipalityName;
use crate::api::{ApiError, query, schema};
use crate::ui::{Remote, use_remote};

/// A county with its municipalities.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct County {
    pub number: String,
    pub name: String,
    pub municipalities: Vec<MunicipalityName>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "CountyConnection")]
struct Counties {
    nodes: Vec<County>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query")]
struct CountiesQuery {
    #[arguments(first: 100)]
    counties: Counties,
}

async fn counties() -> Result<Vec<County>, ApiError> {
    Ok(query(CountiesQuery::build(())).await?.counties.nodes)
}

/// The counties, by number.
#[must_use]
pub fn use_counties() -> Remote<Vec<County>> {
    use_remote(counties)
}

/// What the counties are called, and each county's municipalities below it: for a list with headings.
#[component]
pub fn MunicipalityOptions(
    counties: Vec<County>,
    #[prop(into)] chosen: Signal<String>,
) -> impl IntoView {
    counties
        .into_iter()
        .map(
            |County {
                 name,
                 municipalities,
                 ..
             }| {
                let options = municipalities
                .into_iter()
                .map(|MunicipalityName { number, name }| {
                    let own = number.clone();
                    view! {
                        <option value=number selected=move || chosen.with(|chosen| *chosen == own)>
                            {name}
                        </option>
                    }
                })
                .collect_view();
                view! { <optgroup label=name>{options}</optgroup> }
            },
        )
        .collect_view()
}
