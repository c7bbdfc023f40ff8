//@ error E0382
enum Message {
    Text(String),
    Ping,
}

fn main() {
    let message = Message::Text(String::from("hello"));
    match message {
        Message::Text(text) => println!("{text}"),
        Message::Ping => println!("ping"),
    }
    if let Message::Text(again) = message {
        println!("{again}");
    }
}
