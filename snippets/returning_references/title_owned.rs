//@ compiles
//@ fixes page_title
fn title(page: &str) -> String {
    let first = page.lines().next().unwrap_or("");
    first.replace('#', "").trim().to_string()
}

fn main() {
    let page = String::from("# Bread\nFlour, water, salt.");
    println!("{}", title(&page));
}
