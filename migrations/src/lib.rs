//! Tables and national facts.

use sea_orm_migration::prelude::MigrationTrait;
pub use sea_orm_migration::prelude::MigratorTrait;

mod ddl;
pub mod facts;
mod m0001;
mod m0002;
mod m0003;
mod m0004;

/// Every migration, oldest first. One that has been released is never edited: a later one puts it right.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001::Migration),
            Box::new(m0002::Migration),
            Box::new(m0003::Migration),
            Box::new(m0004::Migration),
        ]
    }
}
