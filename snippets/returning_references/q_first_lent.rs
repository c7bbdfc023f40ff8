//@ compiles
fn first(steps: &[String]) -> &str {
    &steps[0]
}

fn main() {
    let steps = vec![String::from("knead"), String::from("bake")];
    println!("{}", first(&steps));
}
