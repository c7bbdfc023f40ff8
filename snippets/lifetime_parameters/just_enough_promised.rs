//@ compiles
//@ fixes first_stop
fn first<'a>(text: &'a str, separator: &str) -> &'a str {
    text.split(separator).next().unwrap_or(text)
}

fn main() {
    let timetable = String::from("Harbour;Museum;Market");
    let stop;
    {
        let separator = String::from(";");
        stop = first(&timetable, &separator);
    }
    println!("{stop}");
}
