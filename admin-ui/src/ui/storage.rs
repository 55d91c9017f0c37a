//! The browser's local storage, as far as it lets us: where it is switched off or full, nothing is kept and nothing breaks.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Calls a method of `localStorage`; reading the property itself may throw where storage is blocked.
fn call(method: &str, arguments: &[&str]) -> Option<JsValue> {
    let window = web_sys::window()?;
    let storage = Reflect::get(&window, &"localStorage".into()).ok()?;
    let function: Function = Reflect::get(&storage, &method.into())
        .ok()?
        .dyn_into()
        .ok()?;
    match *arguments {
        [one] => function.call1(&storage, &one.into()),
        [one, two] => function.call2(&storage, &one.into(), &two.into()),
        _ => function.call0(&storage),
    }
    .ok()
}

#[must_use]
pub fn get(key: &str) -> Option<String> {
    call("getItem", &[key])?.as_string()
}

/// False when it could not be kept.
pub fn set(key: &str, value: &str) -> bool {
    call("setItem", &[key, value]).is_some()
}

pub fn remove(key: &str) {
    call("removeItem", &[key]);
}
