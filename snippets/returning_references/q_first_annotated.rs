//@ error E0515
fn first<'a>(steps: Vec<String>) -> &'a str {
    &steps[0] //~ E0515
}

fn main() {
    let steps = vec![String::from("knead"), String::from("bake")];
    println!("{}", first(steps));
}
