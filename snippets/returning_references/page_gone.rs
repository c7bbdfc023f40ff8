//@ error E0597
fn title(page: &str) -> &str {
    page.lines().next().unwrap_or("").trim_start_matches("# ")
}

fn main() {
    let shown;
    {
        let page = String::from("# Bread\nFlour.");
        shown = title(&page); //~ E0597
    }
    println!("{shown}");
}
