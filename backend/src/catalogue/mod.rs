//! The public catalogue: where people live, which kinds of help there are, who runs them, and what is published of each listing.
//!
//! One folder an entity, the same file names in each: `model` is plain data, `entity` its tables, `repo` fills the one from the other,
//! `graphql` shows it. Public reads never ask the database: they come from the [`crate::snapshot`], which is filled by the repos here.

/// Declares a table as sea-orm sees it, in a module of its own.
macro_rules! table {
    ($(#[$doc:meta])* $module:ident = $table:tt { $($columns:tt)* }) => {
        $(#[$doc])*
        pub mod $module {
            use sea_orm::entity::prelude::*;

            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model { $($columns)* }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}

pub mod area;
pub mod default_hours;
pub mod listing;
pub mod organisation;
pub mod rows;
pub mod service_type;

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
