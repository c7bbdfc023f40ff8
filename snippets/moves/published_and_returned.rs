//@ compiles
//@ fixes published_twice
fn publish(article: String) -> String {
    println!("published {article}");
    article
}

fn main() {
    let article = String::from("On Moves");
    let article = publish(article);
    publish(article);
}
