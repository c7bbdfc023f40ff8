//@ compiles
use std::collections::HashMap;

fn known<'m>(map: &'m HashMap<String, String>, key: &str) -> &'m String {
    &map[key]
}

fn main() {
    let mut values = vec![1, 2, 3];
    values.extend_from_slice(&[values[0], values[1]]);
    values.truncate(4.min(values[2] + 1));
    let at = values[0];
    values[at] = values[at + 1];
    values[at + 1] += values[0];
    let rows = vec![values.clone(), values];
    let column: Vec<usize> = rows.iter().map(|row| row[0]).collect();
    let map = HashMap::from([(String::from("k"), format!("{column:?}"))]);
    println!("{}", known(&map, "k"));
}
