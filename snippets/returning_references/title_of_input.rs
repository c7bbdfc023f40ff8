//@ compiles
//@ fixes page_title
fn title(page: &str) -> &str {
    let first = page.lines().next().unwrap_or("");
    first.trim_start_matches('#').trim()
}

fn main() {
    let page = String::from("# Bread\nFlour, water, salt.");
    println!("{}", title(&page));
}
