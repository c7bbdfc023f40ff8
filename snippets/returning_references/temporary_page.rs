//@ error E0716
fn load() -> String {
    String::from("# Bread\nFlour.")
}

fn title(page: &str) -> &str {
    page.lines().next().unwrap_or("").trim_start_matches("# ")
}

fn main() {
    let shown = title(&load()); //~ E0716
    println!("{shown}");
}
