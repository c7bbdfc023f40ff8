//@ error E0515
fn title<'a>(page: &'a str) -> &'a str {
    let title: String = page.replace('#', "");
    &title //~ E0515
}

fn main() {
    println!("{}", title("# Bread"));
}
