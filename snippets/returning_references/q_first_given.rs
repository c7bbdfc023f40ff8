//@ compiles
fn first(mut steps: Vec<String>) -> String {
    steps.remove(0)
}

fn main() {
    let steps = vec![String::from("knead"), String::from("bake")];
    println!("{}", first(steps));
}
