//@ compiles
//@ fixes published_twice
fn publish(article: &str) {
    println!("published {article}");
}

fn main() {
    let article = String::from("On Moves");
    publish(&article);
    publish(&article);
}
