//@ compiles
fn main() {
    let text = String::from("  12 ");
    let text = text.trim().to_string();
    let text: i32 = text.parse().unwrap();
    {
        let text = text * 2;
        println!("{text}");
    }
    let list = vec![text];
    let list = {
        let mut list = list;
        list.push(1);
        list
    };
    for text in list {
        println!("{text}");
    }
    println!("{text}");
}
