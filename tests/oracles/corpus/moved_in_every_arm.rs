//@ error E0382
// Where each arm moves a value, the sentence names every way once.
enum Order { Add(String), Drop(String) }

fn send(text: String) -> usize { text.len() }

fn every(name: String, n: u8) {
    match n {
        0 => drop(name),
        1 => { send(name); }
        _ => std::mem::forget(name),
    }
    println!("{name}"); //~ E0382
}

fn parts(order: Order) {
    match order {
        Order::Add(text) => { send(text); }
        Order::Drop(text) => drop(text),
    }
    let _again = order; //~ E0382
}

fn both(result: Result<String, String>, pair: Option<(String, String)>) {
    match result {
        Ok(text) => { send(text); }
        Err(text) => { send(text); }
    }
    let _again = result; //~ E0382
    if let Some((left, _)) = pair {
        send(left);
    }
    let _rest = pair; //~ E0382
}

fn one_line(name: String, n: u8) {
    let _kept = match n { 0 => name, 1 => name + "!", _ => { send(name); String::new() } };
    drop(name); //~ E0382
}

fn main() {}
