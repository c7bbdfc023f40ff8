//@ compiles
//@ fixes wishful_annotation
fn title<'a>(page: &'a str) -> &'a str {
    page.trim_matches('#').trim()
}

fn main() {
    println!("{}", title("# Bread"));
}
