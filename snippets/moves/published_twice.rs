//@ error E0382
fn publish(article: String) {
    println!("published {article}");
}

fn main() {
    let article = String::from("On Moves");
    publish(article);
    publish(article); //~ E0382
}
