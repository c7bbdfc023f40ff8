//@ compiles
//@ fixes page_title
fn title(page: &str, out: &mut String) {
    let first = page.lines().next().unwrap_or("");
    out.clear();
    out.extend(first.chars().filter(|c| *c != '#'));
}

fn main() {
    let mut shown = String::new();
    for page in ["# Bread\nFlour.", "# Tea\nWater."] {
        title(page, &mut shown);
        println!("{}", shown.trim());
    }
}
