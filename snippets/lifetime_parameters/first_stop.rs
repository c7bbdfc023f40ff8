//@ error E0597
fn first<'a>(text: &'a str, separator: &'a str) -> &'a str {
    text.split(separator).next().unwrap_or(text)
}

fn main() {
    let timetable = String::from("Harbour;Museum;Market");
    let stop;
    {
        let separator = String::from(";");
        stop = first(&timetable, &separator); //~ E0597
    }
    println!("{stop}");
}
