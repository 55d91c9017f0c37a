//! The tables of service types and what belongs to them.

table! {
    service_type = "service_type" {
        #[sea_orm(primary_key, auto_increment = false)]
        pub slug: String,
        pub name_nb: String,
        pub name_nn: String,
        pub name_en: String,
        pub summary_nb: String,
        pub summary_nn: String,
        pub summary_en: String,
        pub kind: String,
        pub levels: String,
        pub topics: String,
        pub statutory: String,
        pub law_verified: bool,
        pub national_call: bool,
        pub crisis: bool,
        pub publishes_hours_first: bool,
        pub cost: String,
        pub referral: String,
        pub anonymous: String,
        pub anonymous_note_nb: Option<String>,
        pub anonymous_note_nn: Option<String>,
        pub anonymous_note_en: Option<String>,
        pub target_groups_nb: String,
        pub target_groups_nn: String,
        pub target_groups_en: String,
    }
}

table! {
    service_type_legal_basis = "service_type_legal_basis" {
        #[sea_orm(primary_key, auto_increment = false)]
        pub slug: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub law: String,
        pub paragraph: Option<String>,
        pub role: String,
        pub verified: bool,
    }
}

table! {
    relation_type = "relation_type" {
        #[sea_orm(primary_key, auto_increment = false)]
        pub code: String,
        pub inverse: String,
        pub is_symmetric: bool,
        pub label_nb: String,
        pub label_nn: String,
        pub label_en: String,
        pub inverse_label_nb: String,
        pub inverse_label_nn: String,
        pub inverse_label_en: String,
    }
}

table! {
    service_type_relation = "service_type_relation" {
        #[sea_orm(primary_key, auto_increment = false)]
        pub from_slug: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub relation_type: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub to_slug: String,
    }
}

table! {
    service_type_synonym = "service_type_synonym" {
        #[sea_orm(primary_key, auto_increment = false)]
        pub slug: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub language: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub term: String,
        pub source: String,
    }
}

table! {
    los_term = "los_term" {
        #[sea_orm(primary_key, auto_increment = false)]
        pub uri: String,
        pub label_nb: String,
        pub label_nn: String,
        pub label_en: String,
    }
}

table! {
    service_type_los = "service_type_los" {
        #[sea_orm(primary_key, auto_increment = false)]
        pub slug: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub uri: String,
    }
}

table! {
    national_contact_point = "national_contact_point" {
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: String,
        pub position: i32,
        pub kind: String,
        pub name_nb: String,
        pub name_nn: String,
        pub name_en: String,
        pub purpose_nb: String,
        pub purpose_nn: String,
        pub purpose_en: String,
        pub service_type_slug: Option<String>,
        pub hours: String,
    }
}
