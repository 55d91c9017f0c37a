//! The tables of the projection. Only [`super::projection`] writes them.

table! {
    published_listing = "published_listing" {
        #[sea_orm(primary_key, auto_increment = false)]
        pub listing_id: Uuid,
        pub revision_id: Uuid,
        pub service_type_slug: String,
        pub municipality_number: String,
        pub referral: String,
        pub drop_in: String,
        pub cost: String,
        pub anonymity_for_residents: String,
        pub anonymity_for_professionals: String,
        pub interpreter: String,
        pub pilot_until: Option<String>,
        pub ends_on: Option<String>,
        pub owner_id: Option<Uuid>,
        pub operator_id: Option<Uuid>,
        pub funder_id: Option<Uuid>,
        pub image_url: Option<String>,
        pub image_credit: Option<String>,
    }
}

table! {
    published_text = "published_text" {
        #[sea_orm(primary_key, auto_increment = false)]
        pub listing_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub path: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub language: String,
        pub value: String,
    }
}

table! {
    published_area = "published_area" {
        #[sea_orm(primary_key, auto_increment = false)]
        pub listing_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub municipality_number: String,
        pub position: i32,
    }
}

table! {
    published_code = "published_code" {
        #[sea_orm(primary_key, auto_increment = false)]
        pub listing_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub path: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub code: String,
        pub position: i32,
    }
}

table! {
    published_age_band = "published_age_band" {
        #[sea_orm(primary_key, auto_increment = false)]
        pub listing_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub from_age: Option<i32>,
        pub to_age: Option<i32>,
    }
}

table! {
    published_legal_basis = "published_legal_basis" {
        #[sea_orm(primary_key, auto_increment = false)]
        pub listing_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub law: String,
        pub paragraph: String,
    }
}

table! {
    published_place = "published_place" {
        #[sea_orm(primary_key, auto_increment = false)]
        pub listing_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub key: String,
        pub position: i32,
        pub street: String,
        pub postal_code: String,
        pub city: String,
        pub municipality_number: Option<String>,
        pub latitude: Option<f64>,
        pub longitude: Option<f64>,
        pub hidden: bool,
        pub opening_hours: String,
        pub hours_source: String,
    }
}

table! {
    published_contact_point = "published_contact_point" {
        #[sea_orm(primary_key, auto_increment = false)]
        pub listing_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub key: String,
        pub position: i32,
        pub kind: String,
        pub value: String,
        pub for_whom: String,
        pub opening_hours: String,
        pub hours_source: String,
    }
}

table! {
    published_announcement = "published_announcement" {
        #[sea_orm(primary_key, auto_increment = false)]
        pub listing_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub key: String,
        pub position: i32,
        pub from_date: String,
        pub until_date: String,
    }
}

table! {
    catalogue_change = "catalogue_change" {
        #[sea_orm(primary_key, auto_increment = false)]
        pub version: i64,
        pub listing_id: Option<Uuid>,
        pub at: DateTimeUtc,
        pub municipality_number: Option<String>,
    }
}
