//@ compiles
//@ fixes wishful_static
fn title(page: &str) -> Box<str> {
    let title = page.replace('#', "");
    title.into_boxed_str()
}

fn main() {
    println!("{}", title("# Bread").trim());
}
