//@ error E0499 E0502
fn first_is_used_by_the_call(mut list: Vec<usize>) {
    let view = &list;
    list.push(view.len());
    println!("{}", view.len());
}

fn each_call_is_told(mut list: Vec<i32>, number: i32) {
    let first = &list[0];
    list.push(4);
    list.push(number);
    println!("{first}");
}

fn a_pattern_names_the_type(mut list: Vec<i32>) {
    let one = &mut list;
    list.push(1);
    let _: &mut Vec<i32> = one;
    one.push(2);
}

fn a_reference_is_given_another_value(mut list: Vec<i32>, mut other: Vec<i32>, again: bool) {
    let mut one = &mut list;
    while again {
        other.push(1);
        one.push(2);
        one = &mut other;
    }
}

fn main() {}
