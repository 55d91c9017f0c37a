//! The table of organisations.

table! {
    organisation = "organisation" {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub name: String,
        pub kind: String,
        pub org_number: Option<String>,
        pub website: Option<String>,
        pub municipality_number: Option<String>,
        pub demo: bool,
    }
}
