//@ error E0382 E0507
#[derive(Debug)]
struct Item(String);

fn spend(item: Item) {
    println!("{item:?}");
}

fn main() {
    let item = Item(String::from("a"));
    for n in 0..2 {
        if n == 1 {
            spend(item);
        }
    }
    let text = String::from("t");
    let once = move || drop(text);
    for _ in 0..2 {
        once();
    }
    let names = vec![String::from("x")];
    let first = names[0];
    for name in &names {
        let owned: String = *name;
        println!("{owned}");
    }
    println!("{first}");
}
