//! The browser's storage, as far as it lets us: where it is switched off or full, nothing is kept and nothing breaks.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// One of the two: what lasts, or what ends with the tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    Lasting,
    Tab,
}

/// Reading the property itself may throw where storage is blocked.
fn storage(area: Area) -> Option<JsValue> {
    let name = match area {
        Area::Lasting => "localStorage",
        Area::Tab => "sessionStorage",
    };
    let window = web_sys::window()?;
    Reflect::get(&window, &name.into()).ok()
}

fn call(area: Area, method: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let storage = storage(area)?;
    let function: Function = Reflect::get(&storage, &method.into())
        .ok()?
        .dyn_into()
        .ok()?;
    match arguments {
        [one] => function.call1(&storage, one),
        [one, two] => function.call2(&storage, one, two),
        _ => function.call0(&storage),
    }
    .ok()
}

#[must_use]
pub fn get(key: &str) -> Option<String> {
    get_in(Area::Lasting, key)
}

/// False when it could not be kept.
pub fn set(key: &str, value: &str) -> bool {
    set_in(Area::Lasting, key, value)
}

pub fn remove(key: &str) {
    remove_in(Area::Lasting, key);
}

#[must_use]
pub fn get_in(area: Area, key: &str) -> Option<String> {
    call(area, "getItem", &[key.into()])?.as_string()
}

/// False when it could not be kept.
pub fn set_in(area: Area, key: &str, value: &str) -> bool {
    call(area, "setItem", &[key.into(), value.into()]).is_some()
}

pub fn remove_in(area: Area, key: &str) {
    call(area, "removeItem", &[key.into()]);
}

/// Every key that lasts.
#[must_use]
pub fn names() -> Vec<String> {
    // Past the last one the browser says null.
    let name = |index: u32| call(Area::Lasting, "key", &[index.into()])?.as_string();
    (0..).map_while(name).collect()
}
