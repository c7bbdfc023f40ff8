//@ error E0716
struct Page<'a> {
    title: &'a str,
}

fn make() -> String {
    String::from("title")
}

fn main() {
    let page = Page { title: make().as_str() };
    println!("{}", page.title);
}
