//@ compiles
struct Config {
    name: String,
    path: String,
}

fn main() {
    let boxed = Box::new(String::from("inside"));
    let text = *boxed;
    let mut config = Box::new(Config { name: String::from("n"), path: String::from("/p") });
    let name = config.name;
    println!("{text} {name} {}", config.path);
    config.name = String::from("again");
    let whole = *config;
    println!("{} {}", whole.name, whole.path);
    let mut slot = Box::new(String::from("old"));
    drop(*slot);
    *slot = String::from("new");
    println!("{slot}");
}
