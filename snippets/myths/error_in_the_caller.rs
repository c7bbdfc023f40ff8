//@ error E0505
struct Train {
    name: String,
}

impl Train {
    fn class(&self) -> &str {
        if self.name.is_empty() { "none" } else { "express" }
    }
}

fn main() {
    let train = Train { name: String::from("IC 5") };
    let class = train.class();
    drop(train); //~ E0505
    println!("{class}");
}
