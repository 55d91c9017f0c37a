//! How SQLite goes about what it is asked: a connection for tests that notes the plan of each query before it runs it.

use std::sync::{Mutex, PoisonError};

use sea_orm::prelude::async_trait::async_trait;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, Statement,
};

pub struct Explained<'a> {
    connection: &'a DatabaseConnection,
    plans: Mutex<Vec<Plan>>,
}

/// One query, and the steps that SQLite takes for it.
#[derive(Debug, Clone)]
pub struct Plan {
    pub sql: String,
    pub steps: Vec<String>,
}

impl Plan {
    /// Whether some step begins so.
    pub fn has(&self, beginning: &str) -> bool {
        self.steps.iter().any(|step| step.starts_with(beginning))
    }

    /// Whether rows are put in order after they are read, instead of being read in order.
    pub fn sorts(&self) -> bool {
        self.has("USE TEMP B-TREE FOR ORDER BY")
    }

    /// Whether every row of a table is read, and not by way of an index.
    pub fn scans(&self) -> bool {
        self.steps
            .iter()
            .any(|step| step.starts_with("SCAN ") && !step.contains(" INDEX "))
    }
}

impl<'a> Explained<'a> {
    pub fn new(connection: &'a DatabaseConnection) -> Self {
        Self {
            connection,
            plans: Mutex::default(),
        }
    }

    /// The plans of what was asked since the last time.
    pub fn take(&self) -> Vec<Plan> {
        std::mem::take(&mut *self.plans.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The plan of the one page that was asked for since the last time; counting is left out.
    pub fn page(&self) -> Plan {
        let mut pages = self.take();
        pages.retain(|plan| plan.sql.contains(" LIMIT ") && !plan.sql.contains("COUNT("));
        assert_eq!(pages.len(), 1, "{pages:?}");
        pages.remove(0)
    }

    async fn explain(&self, statement: &Statement) -> Result<(), DbErr> {
        let mut explained = statement.clone();
        explained.sql = format!("EXPLAIN QUERY PLAN {}", statement.sql);
        let rows = self.connection.query_all_raw(explained).await?;
        let steps = rows
            .iter()
            .map(|row| row.try_get("", "detail"))
            .collect::<Result<_, _>>()?;
        let sql = statement.sql.clone();
        self.plans
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(Plan { sql, steps });
        Ok(())
    }
}

#[async_trait]
impl ConnectionTrait for Explained<'_> {
    fn get_database_backend(&self) -> DbBackend {
        self.connection.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.connection.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.connection.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.explain(&statement).await?;
        self.connection.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.explain(&statement).await?;
        self.connection.query_all_raw(statement).await
    }
}
