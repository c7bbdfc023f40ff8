//@ compiles
struct Wrapper<'a> {
    text: &'a str,
    list: &'a [String],
}

fn main() {
    let w = Wrapper { text: &String::from("kept"), list: &[String::from("a")] };
    let r: &mut Vec<i32> = &mut vec![1];
    r.push(2);
    println!("{} {} {}", w.text, w.list.len(), r.len());
    let message = match r.len() {
        2 => &format!("two"),
        _ => "many",
    };
    println!("{message}");
}
