//@ compiles
fn shown(long: bool, name: &str) -> usize {
    let text: String;
    let view: &str = if long {
        text = name.repeat(2);
        &text
    } else {
        "static"
    };
    let kept = String::from("kept");
    let either = if view.len() > 3 { view } else { &kept };
    either.len()
}

fn checked(input: Option<String>) -> String {
    'block: {
        let Some(text) = input else {
            break 'block String::from("none");
        };
        let upper = text.to_uppercase();
        if upper == text {
            break 'block text;
        }
        upper
    }
}

fn main() {
    println!("{} {}", shown(true, "ab"), checked(Some(String::from("AB"))));
}
