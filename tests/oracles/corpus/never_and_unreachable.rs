//@ compiles
fn fail(text: String) -> ! {
    panic!("{text}")
}

fn check(value: Option<String>) -> String {
    let message = String::from("no value");
    match value {
        Some(found) => found,
        None => fail(message),
    }
}

fn spin(mut left: u32) -> u32 {
    let marker = String::from("m");
    loop {
        if left == 0 {
            return marker.len() as u32;
        }
        left -= 1;
    }
}

fn main() {
    println!("{}", check(Some(String::from("here"))));
    println!("{}", spin(3));
}
