//@ compiles
macro_rules! later {
    ($a:expr, $b:expr) => {{
        let first = $a;
        let second = $b;
        if first > second { first } else { second }
    }};
}
macro_rules! shout {
    ($name:ident) => {
        let $name = $name.to_uppercase();
    };
}
macro_rules! with {
    ($name:ident = $value:expr => $body:block) => {{
        let $name = $value;
        $body
    }};
}

fn main() {
    let ada = String::from("Ada");
    let last = later!(String::from("bob"), ada);
    shout!(last);
    println!("{last}");
    let note = String::from("note");
    with!(copy = note => {
        println!("{copy}");
    });
}
