//! The table of default opening hours.

table! {
    municipality_opening_hours = "municipality_opening_hours" {
        #[sea_orm(primary_key, auto_increment = false)]
        pub municipality_number: String,
        pub schedule: String,
        pub version: i32,
        pub updated_at: DateTimeUtc,
        pub updated_by: Option<Uuid>,
    }
}
