//! Tabs: arrow keys move between them, Tab moves into the panel.

use leptos::prelude::*;

use super::Bind;

/// A tab: its key (also the id of its panel) and its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    pub key: String,
    pub label: String,
}

/// The row of tabs; the panels are [`TabPanel`]s with the same `group` and their `key`.
#[component]
pub fn Tabs(
    /// Begins the ids of tabs and panels.
    #[prop(into)]
    group: String,
    #[prop(into)] label: TextProp,
    #[prop(into)] tabs: Signal<Vec<Tab>>,
    #[prop(into)] selected: Bind<String>,
) -> impl IntoView {
    let rows = move || {
        let list = tabs.get();
        let keys: Vec<String> = list.iter().map(|tab| tab.key.clone()).collect();
        list.into_iter()
            .map(|Tab { key, label }| {
                let own = key.clone();
                let is_on = move || selected.get.with(|now| *now == own);
                let (on, off) = (is_on.clone(), is_on);
                let (clicked, keys, group) = (key.clone(), keys.clone(), group.clone());
                view! {
                    <button
                        type="button"
                        role="tab"
                        id=format!("{group}-tab-{key}")
                        aria-controls=format!("{group}-panel-{key}")
                        aria-selected=move || if on() { "true" } else { "false" }
                        tabindex=move || if off() { "0" } else { "-1" }
                        on:click=move |_| selected.set.run(clicked.clone())
                        on:keydown=move |event| {
                            if let Some(next) = neighbour(&keys, &key, &event.key()) {
                                event.prevent_default();
                                selected.set.run(next.to_owned());
                                super::forms::focus(&format!("{group}-tab-{next}"));
                            }
                        }
                    >
                        {label}
                    </button>
                }
            })
            .collect_view()
    };
    view! {
        <div class="ds-tabs">
            <div role="tablist" aria-label=move || label.get()>{rows}</div>
        </div>
    }
}

/// Which tab a key leads to.
fn neighbour<'a>(keys: &'a [String], from: &str, pressed: &str) -> Option<&'a str> {
    let here = keys.iter().position(|key| key == from)?;
    let next = match pressed {
        "ArrowRight" => (here + 1) % keys.len(),
        "ArrowLeft" => (here + keys.len() - 1) % keys.len(),
        "Home" => 0,
        "End" => keys.len() - 1,
        _ => return None,
    };
    Some(&keys[next])
}

/// What a tab shows while it is selected.
#[component]
pub fn TabPanel(
    #[prop(into)] group: String,
    #[prop(into)] key: String,
    #[prop(into)] selected: Bind<String>,
    children: ChildrenFn,
) -> impl IntoView {
    let (own, shown) = (key.clone(), key.clone());
    view! {
        <div
            role="tabpanel"
            id=format!("{group}-panel-{key}")
            aria-labelledby=format!("{group}-tab-{key}")
            tabindex="0"
            hidden=move || selected.get.with(|now| *now != own)
        >
            <Show when=move || selected.get.with(|now| *now == shown)>{children()}</Show>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::neighbour;

    #[test]
    fn arrows_go_round() {
        let keys = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(neighbour(&keys, "c", "ArrowRight"), Some("a"));
        assert_eq!(neighbour(&keys, "a", "ArrowLeft"), Some("c"));
        assert_eq!(neighbour(&keys, "b", "End"), Some("c"));
        assert_eq!(neighbour(&keys, "b", "x"), None);
    }
}
