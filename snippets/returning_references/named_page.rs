//@ compiles
//@ fixes temporary_page
fn load() -> String {
    String::from("# Bread\nFlour.")
}

fn title(page: &str) -> &str {
    page.lines().next().unwrap_or("").trim_start_matches("# ")
}

fn main() {
    let page = load();
    let shown = title(&page);
    println!("{shown}");
}
