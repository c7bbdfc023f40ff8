//@ compiles
//@ fixes published_twice
fn publish(article: String) {
    println!("published {article}");
}

fn main() {
    let article = String::from("On Moves");
    publish(article.clone());
    publish(article);
}
