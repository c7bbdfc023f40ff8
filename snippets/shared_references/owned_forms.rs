//@ compiles
fn main() {
    let name: String = String::from("Ada");
    let again: String = name.to_owned();

    let word: &str = &name[0..2];
    let same_view: &str = word.clone(); //~ WARN noop_method_call
    let own_text: String = word.to_owned();

    let week: &[u32] = &[12, 15, 9];
    let own_list: Vec<u32> = week.to_owned();

    println!("{again} {same_view} {own_text} {own_list:?}");
}
