//@ compiles
//@ fixes page_gone
fn title(page: &str) -> &str {
    page.lines().next().unwrap_or("").trim_start_matches("# ")
}

fn main() {
    let page;
    let shown;
    {
        page = String::from("# Bread\nFlour.");
        shown = title(&page);
    }
    println!("{shown}");
}
