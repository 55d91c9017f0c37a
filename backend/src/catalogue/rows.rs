//! Many rows at once, in portions that both engines take.

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, DbErr, EntityTrait, IdenStatic, IntoActiveModel, Iterable, PrimaryKeyToColumn,
};

use crate::db::WriteTx;

/// SQLite takes 32,766 parameters in a statement, PostgreSQL 65,535; no table here has more than 24 columns.
const ROWS_A_STATEMENT: usize = 1000;

/// Inserts every row.
pub async fn insert<E, M, A>(tx: &WriteTx, entity: E, rows: Vec<M>) -> Result<(), DbErr>
where
    E: EntityTrait<Model = M, ActiveModel = A>,
    A: ActiveModelTrait<Entity = E> + Send,
    M: IntoActiveModel<A>,
{
    write(tx, entity, rows, None).await
}

/// Inserts every row, or brings the one with the same key up to date.
pub async fn upsert<E, M, A>(tx: &WriteTx, entity: E, rows: Vec<M>) -> Result<(), DbErr>
where
    E: EntityTrait<Model = M, ActiveModel = A>,
    A: ActiveModelTrait<Entity = E> + Send,
    M: IntoActiveModel<A>,
{
    let keys: Vec<E::Column> = E::PrimaryKey::iter()
        .map(PrimaryKeyToColumn::into_column)
        .collect();
    let rest =
        E::Column::iter().filter(|column| keys.iter().all(|key| key.as_str() != column.as_str()));
    let conflict = OnConflict::columns(keys.iter().copied())
        .update_columns(rest)
        .to_owned();
    write(tx, entity, rows, Some(conflict)).await
}

async fn write<E, M, A>(
    tx: &WriteTx,
    _: E,
    rows: Vec<M>,
    conflict: Option<OnConflict>,
) -> Result<(), DbErr>
where
    E: EntityTrait<Model = M, ActiveModel = A>,
    A: ActiveModelTrait<Entity = E> + Send,
    M: IntoActiveModel<A>,
{
    let mut rows = rows.into_iter().map(IntoActiveModel::into_active_model);
    loop {
        let portion: Vec<A> = rows.by_ref().take(ROWS_A_STATEMENT).collect();
        if portion.is_empty() {
            return Ok(());
        }
        let mut insert = E::insert_many(portion);
        if let Some(conflict) = &conflict {
            insert = insert.on_conflict(conflict.clone());
        }
        insert.exec_without_returning(tx).await?;
    }
}
