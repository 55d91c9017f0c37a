//! A list of things: add, order, take out, put back. Focus stays with what the person is doing.

use leptos::prelude::*;

use super::fields::Notes;
use super::items::{Item, keys, new_key, position, put_back, shift, take};
use super::lens::Lens;
use super::paths::field_id;
use super::state::use_editor;
use crate::i18n::*;
use crate::ui::{Button, announce, focus_soon};

/// The list at a path. Its child makes the fields of one thing, given its key.
#[component]
pub fn ItemList<T, F, V>(
    #[prop(into)] path: String,
    lens: Lens<Vec<T>>,
    /// What one of them is called, before its number.
    #[prop(into)]
    item_name: TextProp,
    #[prop(into)] add_label: TextProp,
    /// Said when there is none.
    #[prop(into)]
    none: TextProp,
    /// Written into a new one.
    #[prop(default = None)]
    prepare: Option<fn(&mut T)>,
    children: F,
) -> impl IntoView
where
    T: Item,
    F: Fn(String) -> V + Clone + Send + 'static,
    V: IntoView + 'static,
{
    let i18n = use_i18n();
    let editor = use_editor();
    let list = editor.bind(lens);
    let removed = RwSignal::new(None::<(usize, T)>);
    let order = Memo::new(move |_| list.get.with(|list| keys(list)));
    let path = StoredValue::new(path);
    let none = StoredValue::new(none);
    let id = field_id(&path.get_value());
    let (error, warning) = (
        editor.error(&path.get_value()),
        editor.warning(&path.get_value()),
    );
    let item_id = move |key: &str| path.with_value(|path| field_id(&format!("{path}[{key}]")));
    let item_name = StoredValue::new(item_name);
    let named = move |key: &str| {
        let number = order
            .with(|order| order.iter().position(|other| other == key))
            .map_or(0, |index| index + 1);
        format!("{} {number}", item_name.with_value(TextProp::get))
    };
    let add_id = format!("{id}-add");
    let focus_add = StoredValue::new(add_id.clone());

    let add = move |()| {
        let mut now = list.get.get_untracked();
        let key = new_key(&now, uuid::Uuid::new_v4());
        let mut item = T::fresh(key);
        if let Some(prepare) = prepare {
            prepare(&mut item);
        }
        let key = item.key(now.len());
        now.push(item);
        removed.set(None);
        list.set.run(now);
        focus_soon(format!("{}-fields", item_id(&key)));
    };
    let step = move |key: String, by: isize, button: &'static str| {
        let mut now = list.get.get_untracked();
        let Some(to) = shift(&mut now, &key, by) else {
            announce(untrack(|| t_string!(i18n, editor.cannot_move)));
            return;
        };
        let (total, new_key) = (now.len(), now[to].key(to));
        list.set.run(now);
        announce(untrack(|| {
            t_string!(i18n, editor.moved, place = to + 1, total = total).to_string()
        }));
        focus_soon(format!("{}-{button}", item_id(&new_key)));
    };
    let remove = move |key: String| {
        let mut now = list.get.get_untracked();
        let name = untrack(|| named(&key));
        let Some((index, item)) = take(&mut now, &key) else {
            return;
        };
        removed.set(Some((index, item)));
        list.set.run(now);
        announce(untrack(|| {
            t_string!(i18n, editor.removed, name = name).to_string()
        }));
        focus_soon(format!("{}-undo", path.with_value(|path| field_id(path))));
    };
    let undo = move |()| {
        let Some((index, item)) = removed.get_untracked() else {
            return;
        };
        let mut now = list.get.get_untracked();
        put_back(&mut now, index, item.clone());
        let at = position(&now, &item.key(index)).unwrap_or(index);
        let key = now[at.min(now.len() - 1)].key(at);
        removed.set(None);
        list.set.run(now);
        focus_soon(format!("{}-fields", item_id(&key)));
    };

    let rows = move |key: String| {
        let children = children.clone();
        let own = item_id(&key);
        let (for_title, for_up, for_down, for_remove) =
            (key.clone(), key.clone(), key.clone(), key.clone());
        let (up_label, down_label, remove_label) = (key.clone(), key.clone(), key.clone());
        view! {
            <li class="ds-card item" id=own.clone() tabindex="-1" aria-labelledby=format!("{own}-title")>
                <div class="item-head">
                    <h3 class="ds-heading" data-size="2xs" id=format!("{own}-title")>{move || named(&for_title)}</h3>
                    <div class="actions">
                        <Button
                            variant="tertiary"
                            size="sm"
                            id=format!("{own}-up")
                            aria_label=move || t_string!(i18n, editor.move_up_of, name = named(&up_label)).to_string()
                            on_click=move |()| step(for_up.clone(), -1, "up")
                        >
                            {t!(i18n, editor.move_up)}
                        </Button>
                        <Button
                            variant="tertiary"
                            size="sm"
                            id=format!("{own}-down")
                            aria_label=move || t_string!(i18n, editor.move_down_of, name = named(&down_label)).to_string()
                            on_click=move |()| step(for_down.clone(), 1, "down")
                        >
                            {t!(i18n, editor.move_down)}
                        </Button>
                        <Button
                            variant="tertiary"
                            color="danger"
                            size="sm"
                            aria_label=move || t_string!(i18n, editor.remove_of, name = named(&remove_label)).to_string()
                            on_click=move |()| remove(for_remove.clone())
                        >
                            {t!(i18n, editor.remove)}
                        </Button>
                    </div>
                </div>
                <div class="stack" id=format!("{own}-fields")>
                    {children(key)}
                </div>
            </li>
        }
    };
    let undo_id = format!("{id}-undo");
    view! {
        <div class="stack" id=field_id(&path.get_value())>
            <Show when=move || order.with(Vec::is_empty)>
                <p class="ds-paragraph muted">{move || none.with_value(TextProp::get)}</p>
            </Show>
            <ol class="items" role="list">
                <For each=move || order.get() key=Clone::clone children=rows />
            </ol>
            <Notes id error warning />
            <div class="actions">
                <Button variant="secondary" id=focus_add.get_value() on_click=add>
                    {move || add_label.get()}
                </Button>
                {move || {
                    let id = undo_id.clone();
                    removed
                        .with(Option::is_some)
                        .then(|| {
                            view! {
                                <Button variant="tertiary" id on_click=undo>
                                    {t!(i18n, editor.undo_remove)}
                                </Button>
                            }
                        })
                }}
            </div>
        </div>
    }
}
