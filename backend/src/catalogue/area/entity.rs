//! The tables of counties and municipalities.

table! {
    county = "county" {
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: String,
        pub name: String,
        pub name_official: String,
    }
}

table! {
    municipality = "municipality" {
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: String,
        pub county_number: String,
        pub name: String,
        pub name_official: String,
        pub name_se: Option<String>,
        pub name_smj: Option<String>,
        pub name_sma: Option<String>,
        pub name_fkv: Option<String>,
        pub language_form: String,
        pub org_number: Option<String>,
        pub sami_admin_area: bool,
        pub lat: f64,
        pub lon: f64,
    }
}
