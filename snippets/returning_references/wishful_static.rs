//@ error E0515
fn title(page: &str) -> &'static str {
    let title = page.replace('#', "");
    Box::new(title).as_str() //~ E0515
}

fn main() {
    println!("{}", title("# Bread"));
}
