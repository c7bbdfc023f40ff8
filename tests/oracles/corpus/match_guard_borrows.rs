//@ compiles
#[derive(Debug)]
enum Order {
    Coffee(String),
    Tea { cups: u32, kind: String },
    Nothing,
}

fn serve(order: Order) -> String {
    match order {
        Order::Coffee(name) if name.is_empty() => String::from("anonymous"),
        Order::Coffee(name) => name,
        Order::Tea { cups, ref kind } if cups > 2 => format!("{cups} {kind}"),
        Order::Tea { kind, .. } => kind,
        Order::Nothing => String::new(),
    }
}

fn main() {
    println!("{}", serve(Order::Coffee(String::from("Ada"))));
    println!("{}", serve(Order::Tea { cups: 3, kind: String::from("green") }));
    println!("{}", serve(Order::Tea { cups: 1, kind: String::from("black") }));
    println!("[{}]", serve(Order::Nothing));
}
