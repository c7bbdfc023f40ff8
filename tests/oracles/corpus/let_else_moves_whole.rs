//@ compiles
fn open(parcel: Option<Box<String>>) -> String {
    let Some(content) = parcel else {
        return String::from("empty");
    };
    let text = *content;
    text + "!"
}

fn main() {
    let full = Some(Box::new(String::from("socks")));
    println!("{}", open(full));
    println!("{}", open(None));
}
