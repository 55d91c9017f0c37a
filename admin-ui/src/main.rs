//! The console: one page until the shell lands.

use leptos::prelude::*;

fn main() {
    mount_to_body(|| {
        view! {
            <main id="main" class="ds-container">
                <h1 class="ds-heading" data-size="lg" tabindex="-1">"Veiviser"</h1>
                <p class="ds-paragraph">"Konsollen er lastet."</p>
            </main>
        }
    });
}
