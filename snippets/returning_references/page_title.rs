//@ error E0515
fn title(page: &str) -> &str {
    let first = page.lines().next().unwrap_or("");
    let title = first.replace('#', "");
    title.trim() //~ E0515
}

fn main() {
    let page = String::from("# Bread\nFlour, water, salt.");
    println!("{}", title(&page));
}
