//! The first tables: the national facts, people and their grants, listings with their revisions and changes, and the relational
//! projection of what is published.

use sea_orm_migration::prelude::*;

use crate::ddl;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0001_first_tables"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for sql in [
            include_str!("facts.sql"),
            include_str!("people.sql"),
            include_str!("listings.sql"),
            include_str!("projection.sql"),
        ] {
            ddl::run(manager, sql).await?;
        }
        Ok(())
    }
}
