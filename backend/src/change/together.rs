//! What was read together loads together.
//!
//! A page of fifty change requests of which each is asked for its comments must not ask the database fifty times. So the rows of
//! a page share one batch, and what hangs on them is loaded for all of them by whichever asks first; the others wait and find it
//! there. Nothing is loaded that nobody asks for, nothing outlives the answer, and the number of statements depends on the shape
//! of the query alone, not on timing.

use std::collections::HashMap;
use std::future::Future;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OnceCell;

use crate::db::DbError;

/// Something that is loaded once for a whole batch.
#[derive(Debug)]
pub struct Shared<T>(OnceCell<T>);

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Self(OnceCell::new())
    }
}

impl<T> Shared<T> {
    pub async fn get<F, Fut>(&self, load: F) -> Result<&T, DbError>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = Result<T, DbError>>,
    {
        self.0.get_or_try_init(load).await
    }
}

/// The same for a field with arguments: once for each way of asking.
#[derive(Debug)]
pub struct SharedBy<K, T>(Mutex<HashMap<K, Arc<Shared<Arc<T>>>>>);

impl<K, T> Default for SharedBy<K, T> {
    fn default() -> Self {
        Self(Mutex::new(HashMap::new()))
    }
}

impl<K: Eq + Hash, T> SharedBy<K, T> {
    pub async fn get<F, Fut>(&self, arguments: K, load: F) -> Result<Arc<T>, DbError>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = Result<T, DbError>>,
    {
        let shared = {
            let mut map = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(map.entry(arguments).or_default())
        };
        let value = shared.get(|| async { load().await.map(Arc::new) }).await?;
        Ok(Arc::clone(value))
    }
}
